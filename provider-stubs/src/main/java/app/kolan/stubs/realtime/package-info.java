/// Stubs of realtime model providers.
@NullMarked
package app.kolan.stubs.realtime;

import org.jspecify.annotations.NullMarked;
