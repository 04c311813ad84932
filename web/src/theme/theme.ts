/** Mantine dressed in Autolytiq's tokens: sizes, radii, control heights and default props. */
import {
  Button,
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  NativeSelect,
  PasswordInput,
  Textarea,
  TextInput,
} from "@mantine/core";
import { asVariables, dark, light } from "./tokens";

const ink: MantineColorsTuple = [
  "#edf0fd",
  "#d9dffa",
  "#b4c1f4",
  "#8fa3ff",
  "#6c84ec",
  "#4c66dc",
  "#2f4fcf",
  "#2743b4",
  "#203894",
  "#192c75",
];

const fontFamily =
  '"Inter Variable", "Inter Fallback", ui-sans-serif, system-ui, -apple-system, "Segoe UI", sans-serif';

/** 30 px for ordinary controls, 26 where rows are dense, 38 on the sign-in page and on touch. */
const heights = { xs: "26px", sm: "30px", md: "38px", lg: "44px" } as const;
type Height = keyof typeof heights;

function heightOf(size: unknown): string {
  return heights[(typeof size === "string" && size in heights ? size : "sm") as Height];
}

const inputVars = (_theme: unknown, props: { size?: unknown }) => ({
  wrapper: { "--input-height": heightOf(props.size), "--input-size": heightOf(props.size) },
});

const inputDefaults = { defaultProps: { size: "sm" }, vars: inputVars };

export const theme = createTheme({
  primaryColor: "ink",
  primaryShade: { light: 6, dark: 3 },
  colors: { ink },
  fontFamily,
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "JetBrains Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: "11px", sm: "12px", md: "13px", lg: "15px", xl: "18px" },
  lineHeights: { xs: "14px", sm: "16px", md: "18px", lg: "20px", xl: "24px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
  defaultRadius: "sm",
  respectReducedMotion: true,
  autoContrast: true,
  cursorType: "pointer",
  components: {
    Button: Button.extend({
      defaultProps: { size: "sm" },
      vars: (_theme, props) => ({
        root: {
          "--button-height": heightOf(props.size),
          "--button-padding-x": props.size === "xs" ? "8px" : props.size === "md" ? "16px" : "10px",
          "--button-fz": props.size === "xs" ? "12px" : "13px",
          ...(props.variant === undefined || props.variant === "filled"
            ? { "--button-color": "var(--al-on-accent)" }
            : {}),
        },
      }),
    }),
    TextInput: TextInput.extend(inputDefaults),
    PasswordInput: PasswordInput.extend({
      defaultProps: { size: "sm" },
      vars: (all, props) => ({ root: {}, ...inputVars(all, props) }),
    }),
    Textarea: Textarea.extend({ defaultProps: { size: "sm" } }),
    NativeSelect: NativeSelect.extend(inputDefaults),
  },
});

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...asVariables(light), ...mantineNames },
  dark: { ...asVariables(dark), ...mantineNames },
});

const mantineNames = {
  "--mantine-color-body": "var(--al-panel)",
  "--mantine-color-text": "var(--al-ink)",
  "--mantine-color-dimmed": "var(--al-ink3)",
  "--mantine-color-placeholder": "var(--al-ink3)",
  "--mantine-color-default": "var(--al-panel)",
  "--mantine-color-default-hover": "var(--al-sunken)",
  "--mantine-color-default-color": "var(--al-ink)",
  "--mantine-color-default-border": "var(--al-line2)",
  "--mantine-color-error": "var(--al-neg)",
  "--mantine-color-anchor": "var(--al-accent)",
  "--mantine-color-ink-filled": "var(--al-accent)",
  "--mantine-color-ink-filled-hover": "var(--al-accent2)",
  "--mantine-primary-color-filled": "var(--al-accent)",
  "--mantine-primary-color-filled-hover": "var(--al-accent2)",
  "--mantine-color-disabled": "var(--al-sunken)",
  "--mantine-color-disabled-color": "var(--al-ink3)",
  "--mantine-color-disabled-border": "var(--al-line)",
  "--mantine-primary-color-contrast": "var(--al-on-accent)",
};
