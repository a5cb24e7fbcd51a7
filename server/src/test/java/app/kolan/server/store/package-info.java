/// What every implementation of the stores must do, as abstract tests, and the sounds in a folder.
@NullMarked
package app.kolan.server.store;

import org.jspecify.annotations.NullMarked;
