/// What an agent can do besides talking: built-in tools, and the one way to call them.
@NullMarked
package app.kolan.server.tool;

import org.jspecify.annotations.NullMarked;
