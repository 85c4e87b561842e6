// What the audit log may name, as the contract has it.
import type { ContractDocument } from "./limits";
import type { AuditAction } from "./types";

/** The operations that the audit log has, and what is done by the clock, by name. */
export function auditedActions({ paths, components }: ContractDocument): AuditAction[] {
  const operations = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap((one) => {
      const { operationId, "x-audit": audited } = (one ?? {}) as { operationId?: string; "x-audit"?: boolean };
      return operationId && audited ? [operationId] : [];
    });
  const schedules = components.schemas["ScheduleName"]?.enum ?? [];
  return [...operations.toSorted(), ...schedules.map((name) => `schedule.${name}`)];
}
