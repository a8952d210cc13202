import { defineView, optionalId } from "@/lib/view-codec";

/** The account is chosen by the address and by nothing else: there is no hidden one. */
export const importView = defineView({ account: optionalId });
