@NullMarked
package app.kolan.server.console.text;

import org.jspecify.annotations.NullMarked;
