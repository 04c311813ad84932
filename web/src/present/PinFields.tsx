/** A new PIN with the password as proof. */
import { PasswordInput } from "@mantine/core";

export interface NewPin {
  pin: string;
  password: string;
}

export function PinFields({
  value,
  change,
  faults,
}: {
  value: NewPin;
  change: (value: NewPin) => void;
  faults: Record<string, string>;
}) {
  return (
    <>
      <PasswordInput
        label="New PIN"
        description="4 to 12 digits, not 1111 and not 1234."
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        value={value.pin}
        onChange={(event) => change({ ...value, pin: event.currentTarget.value.replaceAll(/\D/g, "") })}
        error={faults["/pin"]}
        visibilityToggleButtonProps={{ "aria-label": "Show or hide the PIN" }}
      />
      <PasswordInput
        label="Your password, to be sure it is you"
        autoComplete="current-password"
        value={value.password}
        onChange={(event) => change({ ...value, password: event.currentTarget.value })}
        error={faults["/password"]}
        visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
      />
    </>
  );
}
