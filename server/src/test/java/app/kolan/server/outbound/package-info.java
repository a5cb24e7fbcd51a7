@NullMarked
package app.kolan.server.outbound;

import org.jspecify.annotations.NullMarked;
