/// What was measured under load, and its report as table, JSON and page.
@NullMarked
package app.kolan.bench.report;

import org.jspecify.annotations.NullMarked;
