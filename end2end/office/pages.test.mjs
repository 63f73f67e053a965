/**
 * Every page of the back office, whole, hydrated, in every size and colour.
 */

import { everyPage } from '../support/pages.mjs';

everyPage('office');
