/// Remote control of the carrier over HTTP, for programs in any language: calls ordered and
/// reported.
@NullMarked
package app.kolan.simulator.switchboard;

import org.jspecify.annotations.NullMarked;
