/// Nothing yet.
@NullMarked
package app.kolan.simulator;

import org.jspecify.annotations.NullMarked;
