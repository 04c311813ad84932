/** The catalogue of products: what is sold, in which plans, at what price; one is opened to be changed. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getVersioned } from "../api/http";
import { explain } from "../api/problem";
import { useMay } from "../api/viewer";
import { shortMoney } from "../desk/numbers/format";
import { Icon } from "../icons/Icon";
import lists from "../lists/lists.module.css";
import { More } from "../lists/parts";
import { Table } from "../lists/Table";
import { useFilters } from "../lists/useFilters";
import { usePages } from "../lists/usePages";
import { useRooftops } from "../settings/useRooftops";
import settings from "../settings/settings.module.css";
import { Pill } from "../ui/Pill";
import { Empty, Failed, Loading } from "../ui/states";
import { ProductForm } from "./ProductForm";
import type { Product } from "./shapes";
import { priceSpan, productKindName } from "./words";

export default function ProductsPage() {
  const [filters, change] = useFilters(["product"] as const);
  const back = () => change({ product: null });
  if (filters.product === "new") return <ProductForm kept={undefined} back={back} />;
  if (filters.product !== undefined)
    return <OneProduct key={filters.product} id={filters.product} back={back} />;
  return <AllProducts open={(id) => change({ product: id })} />;
}

function OneProduct({ id, back }: { id: string; back: () => void }) {
  const answer = useQuery({
    queryKey: ["products", "one", id],
    queryFn: ({ signal }) => getVersioned<Product>(`/products/${id}`, { signal }),
  });
  const rooftops = useRooftops();
  if (answer.isPending || rooftops.own.length === 0) return <Loading rows={8} label="Loading the product" />;
  if (answer.isError) return <Failed text={explain(answer.error)} again={() => void answer.refetch()} />;
  return <ProductForm kept={answer.data} back={back} />;
}

function AllProducts({ open }: { open: (id: string) => void }) {
  const answer = usePages<Product>("products", "/products", {});
  const manages = useMay("products.manage");
  const rooftops = useRooftops();
  return (
    <>
      <div className={settings.head}>
        <p>
          What is sold beside the vehicle. The menu offers what fits the deal; what the state taxes, it knows.
        </p>
        {manages && (
          <Button onClick={() => open("new")} leftSection={<Icon name="plus" small />}>
            New product
          </Button>
        )}
      </div>
      {answer.isPending && <Loading rows={6} label="Loading the products" />}
      {answer.isError && <Failed text={explain(answer.error)} again={() => void answer.refetch()} />}
      {answer.isSuccess && answer.rows.length === 0 && (
        <Empty title="No products yet" text="The first one makes a menu possible." />
      )}
      {answer.rows.length > 0 && (
        <div>
          <Table
            label="Products"
            rows={answer.rows}
            at={-1}
            open={(index) => {
              const row = answer.rows[index];
              if (row !== undefined && manages) open(row.id);
            }}
            columns={[
              {
                head: "Product",
                phone: "major",
                cell: ({ id, product }) =>
                  manages ? (
                    <button type="button" className={lists.rowButton} onClick={() => open(id)}>
                      {product.name}
                    </button>
                  ) : (
                    <span className={lists.name}>{product.name}</span>
                  ),
              },
              { head: "Kind", phone: "minor", cell: ({ product }) => productKindName[product.kind] },
              { head: "Paid to", faint: true, cell: ({ product }) => product.payee ?? "–" },
              { head: "Plans", right: true, cell: ({ product }) => product.plans.length },
              {
                head: "Price",
                right: true,
                phone: "minor",
                phoneSide: "right",
                cell: ({ product }) =>
                  priceSpan(
                    product.plans.map((plan) => plan.price),
                    shortMoney,
                  ),
              },
              {
                head: "Where",
                faint: true,
                cell: ({ product }) =>
                  [
                    product.states.length === 0 ? "all states" : product.states.join(", "),
                    product.rooftops.length === 0
                      ? "all stores"
                      : `${product.rooftops.length} of ${Math.max(rooftops.own.length, product.rooftops.length)} stores`,
                  ].join("; "),
              },
              {
                head: "Standing",
                phone: "major",
                phoneSide: "right",
                cell: ({ product }) =>
                  product.active ? (
                    <Pill dot tone="pos">
                      Sold
                    </Pill>
                  ) : (
                    <Pill dot>Not sold</Pill>
                  ),
              },
            ]}
          />
          <More
            shown={answer.rows.length}
            what="products"
            more={answer.more}
            busy={answer.isFetchingNextPage}
          />
        </div>
      )}
    </>
  );
}
