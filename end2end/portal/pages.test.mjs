/**
 * Every page of the traveller's space, whole, hydrated, in every size and colour.
 */

import { everyPage } from '../support/pages.mjs';

everyPage('portal');
