@NullMarked
package app.kolan.server.command;

import org.jspecify.annotations.NullMarked;
