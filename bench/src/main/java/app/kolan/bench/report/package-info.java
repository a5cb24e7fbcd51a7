/// What was measured under load, and the table, the JSON and the page that tell it.
@NullMarked
package app.kolan.bench.report;

import org.jspecify.annotations.NullMarked;
