/// What the report says is what was measured.
@NullMarked
package app.kolan.bench.report;

import org.jspecify.annotations.NullMarked;
