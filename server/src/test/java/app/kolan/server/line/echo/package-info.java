@NullMarked
package app.kolan.server.line.echo;

import org.jspecify.annotations.NullMarked;
