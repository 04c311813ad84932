/** Signing in: e-mail and password, then the second factor where the account has one. */
import { useState } from "react";
import { Mark } from "../icons/Icon";
import { CodeStep } from "./CodeStep";
import { Example } from "./Example";
import { PasswordStep } from "./PasswordStep";
import { LeftHere } from "./LeftHere";
import classes from "./SignIn.module.css";

export function SignIn() {
  const [email, setEmail] = useState("");
  /** Given by the server after a right password, and good only for the second step. */
  const [ticket, setTicket] = useState<string | null>(null);
  return (
    <div className={classes.page}>
      <title>Sign in · Autolytiq</title>
      <main className={classes.left}>
        <div className={classes.brand}>
          <Mark />
          <span>Autolytiq</span>
        </div>
        {ticket === null ? (
          <PasswordStep email={email} setEmail={setEmail} next={setTicket} />
        ) : (
          <CodeStep ticket={ticket} email={email} back={() => setTicket(null)} />
        )}
        <LeftHere />
        <p className={classes.small}>Shared sign-ins are not allowed. Every sign-in is logged.</p>
      </main>
      <Example />
    </div>
  );
}
