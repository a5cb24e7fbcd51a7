@NullMarked
package app.kolan.server.console;

import org.jspecify.annotations.NullMarked;
