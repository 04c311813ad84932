/** Signing in: e-mail and password, then the second factor where the account has one. */
import { useState } from "react";
import { PasswordStep } from "./PasswordStep";
import { CodeStep } from "./CodeStep";
import { Mark } from "../icons/Icon";
import classes from "./SignIn.module.css";

export function SignIn() {
  /** Given by the server after a right password, and good only for the second step. */
  const [ticket, setTicket] = useState<string | null>(null);
  return (
    <div className={classes.page}>
      <main className={classes.left}>
        <div className={classes.brand}>
          <Mark />
          <span>Autolytiq</span>
        </div>
        {ticket === null ? (
          <PasswordStep next={setTicket} />
        ) : (
          <CodeStep ticket={ticket} back={() => setTicket(null)} />
        )}
        <p className={classes.small}>Shared sign-ins are not allowed. Every sign-in is logged.</p>
      </main>
      <aside className={classes.right}>
        <div className={classes.words}>
          <h2>One engine, the same cents everywhere</h2>
          <p>
            The desk, the customer's worksheet and the contract use the same sums, and every tax line names
            the law behind it.
          </p>
        </div>
      </aside>
    </div>
  );
}
