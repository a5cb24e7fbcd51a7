@NullMarked
package app.kolan.server.line;

import org.jspecify.annotations.NullMarked;
