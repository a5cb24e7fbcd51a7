/// The report of a call, as JSON for scripts in any language.
@NullMarked
package app.kolan.simulator.report;

import org.jspecify.annotations.NullMarked;
