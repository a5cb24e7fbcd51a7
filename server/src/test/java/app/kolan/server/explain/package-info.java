/// Whether the explanations are true of this server.
@NullMarked
package app.kolan.server.explain;

import org.jspecify.annotations.NullMarked;
