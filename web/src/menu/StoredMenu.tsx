/** A menu as it was put before the buyer: looked at, decided on product by product, signed; or what was decided. */
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post } from "../api/http";
import { explain, Problem, Unreachable } from "../api/problem";
import type { Deal } from "../api/types";
import { exactly } from "../format/ago";
import { Icon } from "../icons/Icon";
import type { DealMenu, Menu, MenuColumn } from "../products/shapes";
import { SignatureMark } from "../sign/SignatureMark";
import { SignaturePad } from "../sign/SignaturePad";
import type { Mark } from "../sign/marks";
import { Alarm } from "../ui/Alarm";
import { say } from "../ui/notices";
import { useSubmit } from "../ui/useSubmit";
import { BaseCard } from "./BaseCard";
import { accepted, type Choice, choiceOf, offeredIn, undecided } from "./build";
import { mainFigure, more, taxWord, unit, usd } from "./figures";
import { useFigures, useSignatures } from "./useMenu";
import classes from "./menu.module.css";

export function StoredMenu({
  deal,
  menu,
  editable,
  back,
  open,
}: {
  deal: Deal;
  menu: DealMenu;
  editable: boolean;
  back: () => void;
  open: (id: string) => void;
}) {
  const [choice, setChoice] = useState<Choice>({});
  const structure = deal.structures.find((each) => each.id === menu.structure_id);
  const stale = structure === undefined || structure.revision !== menu.structure_revision;
  const deciding = menu.decision == null && editable && !stale;
  return (
    <>
      <div className={classes.bar}>
        <Button variant="default" onClick={back} leftSection={<Icon name="left" small />}>
          All menus
        </Button>
        <h2>
          Menu of scenario {menu.letter}, {exactly(menu.created_at)}
        </h2>
      </div>
      {menu.decision == null && stale && (
        <Anew deal={deal} menu={menu} editable={editable && structure !== undefined} open={open} />
      )}
      <div className={classes.columns}>
        <BaseCard menu={menu.menu} />
        {menu.menu.columns.map((column) => (
          <ShownColumn
            key={column.id}
            column={column}
            take={deciding ? () => setChoice(choiceOf(menu.menu, column.id)) : undefined}
          />
        ))}
      </div>
      {deciding && structure !== undefined && (
        <Decide deal={deal} menu={menu} inputs={structure.inputs} choice={choice} choose={setChoice} />
      )}
      {menu.decision != null && <Decided deal={deal} menu={menu} />}
      <Disclosures menu={menu.menu} />
    </>
  );
}

function ShownColumn({ column, take }: { column: MenuColumn; take: (() => void) | undefined }) {
  return (
    <section className={classes.card} aria-label={column.name}>
      <header className={classes.head}>
        <h2>{column.name}</h2>
      </header>
      <p className={classes.figure}>
        <strong>{mainFigure(column)}</strong>
        <span>{unit(column)}</span>
      </p>
      <p className={classes.quiet}>{more(column.payment_difference)}</p>
      <ul className={classes.products}>
        {column.products.map((product) => (
          <li key={`${product.item} ${product.plan}`}>
            <div className={classes.line}>
              <b>{product.name}</b>
              <span className={classes.right}>{usd(product.price)}</span>
            </div>
            {product.description != null && <p className={classes.fine}>{product.description}</p>}
            <p className={classes.effect}>
              <span title={product.tax_reason ?? undefined}>{taxWord(product)}</span>
              {product.finance_charge && <span>Finance charge</span>}
              {product.adds_to_payment != null && <span>adds {usd(product.adds_to_payment)}</span>}
            </p>
          </li>
        ))}
      </ul>
      <p className={classes.total}>
        <span>Products together</span>
        <b>{usd(column.products_total)}</b>
      </p>
      {take !== undefined && (
        <button type="button" className={classes.take} onClick={take}>
          Take {column.name}
        </button>
      )}
    </section>
  );
}

/** The deal moved on under the menu: it is made again as the deal stands. */
function Anew({
  deal,
  menu,
  editable,
  open,
}: {
  deal: Deal;
  menu: DealMenu;
  editable: boolean;
  open: (id: string) => void;
}) {
  const queries = useQueryClient();
  const { busy, error, submit } = useSubmit(async () => {
    const columns = menu.menu.columns.map((column) => ({
      id: column.id,
      name: column.name,
      products: column.products.map(({ item, plan, price }) => ({ item, plan, price })),
    }));
    const body = { structure_id: menu.structure_id, columns };
    const made = await post<DealMenu>(`/deals/${deal.id}/menus`, body, {
      idempotencyKey: crypto.randomUUID(),
    });
    await queries.invalidateQueries({ queryKey: ["deal-menus", deal.id] });
    open(made.value.id);
  });
  return (
    <div className={classes.note} role="status">
      <p>The deal changed after this menu was made. It stays as it was shown; to decide, make it again.</p>
      {editable && (
        <Button variant="default" loading={busy} onClick={() => void submit()}>
          Make it again
        </Button>
      )}
      {error !== null && <Alarm text={told(error)} />}
    </div>
  );
}

function told(error: unknown): string {
  if (error instanceof Unreachable) {
    return "The server did not answer, so we do not know whether it arrived. Press again: nothing is done twice.";
  }
  if (error instanceof Problem && error.faults.length > 0) {
    return error.faults.map((fault) => fault.detail).join(" ");
  }
  return explain(error);
}

function Decide({
  deal,
  menu,
  inputs,
  choice,
  choose,
}: {
  deal: Deal;
  menu: DealMenu;
  inputs: Deal["structures"][number]["inputs"];
  choice: Choice;
  choose: (choice: Choice) => void;
}) {
  const queries = useQueryClient();
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const [signer, setSigner] = useState(deal.customer?.name ?? "");
  const [mark, setMark] = useState<Mark | null>(null);
  const [key] = useState(() => crypto.randomUUID());
  const offered = offeredIn(menu.menu);
  const taken = accepted(menu.menu, choice);
  const open = undecided(menu.menu, choice);
  const answer = useFigures(deal, inputs, [
    {
      id: "choice",
      name: "Choice",
      products: taken.map(({ item, plan, price }) => ({ item, plan, price })),
    },
  ]);
  const worked = answer.isPlaceholderData ? undefined : answer.data?.columns[0];

  const { busy, error, faults, submit } = useSubmit(async () => {
    if (mark === null || worked === undefined) return;
    const body = {
      accepted: taken.map(({ item, plan }) => ({ item, plan })),
      declined: offered
        .filter(({ item }) => choice[item] === null)
        .map(({ item }) => ({ item, reason: reasons[item]?.trim() || null })),
      payment: worked.payment ?? null,
      signer: signer.trim(),
      signature: mark,
    };
    await post<DealMenu>(`/deals/${deal.id}/menus/${menu.id}/decision`, body, { idempotencyKey: key });
    say("Signed. The products of the deal are as they were accepted.");
    for (const name of ["deal-menus", "deal-signatures", "deal-for-menu"]) {
      void queries.invalidateQueries({ queryKey: [name, deal.id] });
    }
  });
  const blocker =
    open.length > 0
      ? `Not decided yet: ${open.map((each) => each.name).join(", ")}.`
      : mark === null || signer.trim() === ""
        ? "The name and the signature are missing."
        : null;

  return (
    <form className={classes.decide} onSubmit={submit} noValidate>
      <section className={classes.card} aria-label="Decision">
        <header className={classes.head}>
          <h2>Accept or decline each</h2>
        </header>
        <ul className={classes.choices}>
          {offered.map(({ item, name, plans }) => (
            <li key={item}>
              <fieldset>
                <legend>{plans.length === 1 ? name : (plans[0]?.name ?? name)}</legend>
                <div className={classes.options}>
                  {plans.map((product) => (
                    <label key={product.plan} data-on={choice[item] === product.plan || undefined}>
                      <input
                        type="radio"
                        name={item}
                        checked={choice[item] === product.plan}
                        onChange={() => choose({ ...choice, [item]: product.plan })}
                      />
                      Accept{plans.length > 1 ? ` ${product.name}` : ""}, {usd(product.price)}
                    </label>
                  ))}
                  <label data-on={choice[item] === null || undefined}>
                    <input
                      type="radio"
                      name={item}
                      checked={choice[item] === null}
                      onChange={() => choose({ ...choice, [item]: null })}
                    />
                    Decline
                  </label>
                </div>
                {choice[item] === null && (
                  <TextInput
                    aria-label={`Why ${name} is declined`}
                    placeholder="Why, if the buyer says so"
                    maxLength={300}
                    value={reasons[item] ?? ""}
                    onChange={(event) => setReasons({ ...reasons, [item]: event.currentTarget.value })}
                  />
                )}
              </fieldset>
            </li>
          ))}
        </ul>
        <p className={classes.figure} role="status">
          <strong>{worked === undefined ? "–" : mainFigure(worked)}</strong>
          <span>{worked === undefined ? "" : `${unit(worked)} with what is accepted`}</span>
        </p>
        {answer.isError && <Alarm text={told(answer.error)} />}
      </section>
      <section className={classes.card} aria-label="Signature">
        <header className={classes.head}>
          <h2>Sign</h2>
        </header>
        <p className={classes.statement}>{menu.statement}</p>
        {error !== null && <Alarm text={told(error)} />}
        <SignaturePad onChange={setMark} />
        <TextInput
          label="Name of who signs"
          value={signer}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => setSigner(event.currentTarget.value)}
          error={faults["/signer"]}
        />
        {blocker !== null && (
          <p id="decide-blocker" className={classes.fine}>
            {blocker}
          </p>
        )}
        <Button
          type="submit"
          size="lg"
          loading={busy}
          disabled={blocker !== null || worked === undefined}
          aria-describedby={blocker === null ? undefined : "decide-blocker"}
        >
          Sign and take it into the deal
        </Button>
      </section>
    </form>
  );
}

function Decided({ deal, menu }: { deal: Deal; menu: DealMenu }) {
  const signatures = useSignatures(deal.id);
  const { decision } = menu;
  if (decision == null) return null;
  const signature = signatures.data?.find((each) => each.id === decision.signature_id);
  return (
    <section className={classes.card} aria-label="Decision">
      <header className={classes.head}>
        <h2>Decided {exactly(decision.decided_at)}</h2>
      </header>
      <div className={classes.decided}>
        <div>
          <h3>Accepted</h3>
          <ul>
            {decision.accepted.length === 0 && <li>Nothing</li>}
            {decision.accepted.map((each) => (
              <li key={each.item}>
                {each.name}, {usd(each.price)}
                {each.adds_to_payment == null ? "" : `, adds ${usd(each.adds_to_payment)}`}
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h3>Declined</h3>
          <ul>
            {decision.declined.length === 0 && <li>Nothing</li>}
            {decision.declined.map((each) => (
              <li key={each.item}>
                {each.name}
                {each.reason == null ? "" : `: ${each.reason}`}
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h3>Signed</h3>
          <p className={classes.statement}>{menu.statement}</p>
          {signatures.isError && <Alarm text={explain(signatures.error)} />}
          {signature !== undefined && (
            <>
              <SignatureMark mark={signature.mark} of={signature.signer_name} />
              <p>
                {signature.signer_name}, {exactly(signature.signed_at)}, taken by {signature.taken_by.name}
              </p>
              <p className={classes.hash}>SHA-256 {signature.document_sha256}</p>
            </>
          )}
        </div>
      </div>
    </section>
  );
}

function Disclosures({ menu }: { menu: Menu }) {
  if (menu.disclosures.length === 0) return null;
  return (
    <ul className={classes.disclosures}>
      {menu.disclosures.map((each) => (
        <li key={each.code} title={each.citation ?? undefined}>
          {each.text}
        </li>
      ))}
    </ul>
  );
}
