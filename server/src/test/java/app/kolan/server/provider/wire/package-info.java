/// The wires to providers against servers in health and in sickness.
@NullMarked
package app.kolan.server.provider.wire;

import org.jspecify.annotations.NullMarked;
