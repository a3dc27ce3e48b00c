import texts from "./de.json";
import serverTexts from "./de.server.json";
import { createTranslation } from "./translation";

export const translation = createTranslation("de", texts, serverTexts);
