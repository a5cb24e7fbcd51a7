/// Tests that the report matches the measurements.
@NullMarked
package app.kolan.bench.report;

import org.jspecify.annotations.NullMarked;
