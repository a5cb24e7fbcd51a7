@NullMarked
package app.kolan.server.wiring;

import org.jspecify.annotations.NullMarked;
