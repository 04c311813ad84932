/** The providers around everything: look, data, session, and the way to a page. */
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { schemeManager } from "../shell/scheme";
import { theme, variables } from "../theme/theme";
import { queries } from "./queries";
import { Routes } from "./Routes";

const schemes = schemeManager();

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queries}>
        <Routes />
      </QueryClientProvider>
    </MantineProvider>
  );
}
