/// Tests of what a receptionist can do besides talking.
@NullMarked
package app.kolan.server.tool;

import org.jspecify.annotations.NullMarked;
