import { useQuery } from "@tanstack/react-query";
import { publicRequest, request, requestText } from "./client";
import type { Catalogue, Status } from "./types";

/** The state of all services, polled every two seconds; without a session, because Auth may be what is down. */
export function useStatus() {
  return useQuery({
    queryKey: ["status"],
    queryFn: ({ signal }) => publicRequest<Status>("/api/status", signal),
    refetchInterval: 2_000,
    staleTime: 0,
  });
}

/** Every service and its calls; it changes only with a new build. */
export function useCatalogue() {
  return useQuery({
    queryKey: ["services"],
    queryFn: ({ signal }) => request<Catalogue>("GET", "/api/services", { signal }),
  });
}

/** The text of a service's .proto, at the path that the catalogue gives. */
export function useProto(path: string, enabled: boolean) {
  return useQuery({
    queryKey: ["proto", path],
    queryFn: ({ signal }) => requestText("GET", path, { signal }),
    enabled,
  });
}
