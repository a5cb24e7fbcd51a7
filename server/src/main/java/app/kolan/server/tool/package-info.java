/// What a receptionist can do besides talking: the tools, and who may use them.
@NullMarked
package app.kolan.server.tool;

import org.jspecify.annotations.NullMarked;
