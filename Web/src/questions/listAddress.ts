import { t } from "../i18n/text";
import { limits } from "../limits";
import { beginningOf } from "../ui/characters";

export const sorts = ["new", "active", "votes", "unanswered"] as const;

export type Sort = (typeof sorts)[number];

export const sortLabel = (sort: Sort): string =>
  ({ new: t`New`, active: t`Active`, votes: t`Votes`, unanswered: t`Unanswered` })[sort];

export type Scope = "all" | "mine" | "followed";

/** What the list of questions shows, as its address says it. */
export interface ListFilter {
  sort: Sort;
  tag: string;
  scope: Scope;
  q: string;
}

/** Reads an address; what it does not know is left out. */
export function parseFilter(params: URLSearchParams): ListFilter {
  const scope = params.get("show");
  return {
    sort: sorts.find((sort) => sort === params.get("sort")) ?? "new",
    tag: params.get("tag")?.trim() ?? "",
    scope: scope === "mine" || scope === "followed" ? scope : "all",
    q: beginningOf(params.get("q")?.trim() ?? "", limits.search),
  };
}

/** The query string of a filter, without what is usual. */
export function filterQuery({ sort, tag, scope, q }: ListFilter): string {
  const params = new URLSearchParams();
  if (q !== "") params.set("q", q);
  if (sort !== "new") params.set("sort", sort);
  if (tag !== "") params.set("tag", tag);
  if (scope !== "all") params.set("show", scope);
  return params.size === 0 ? "" : `?${params}`;
}
