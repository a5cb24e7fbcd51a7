@NullMarked
package app.kolan.server.call;

import org.jspecify.annotations.NullMarked;
