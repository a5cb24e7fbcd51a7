/// The directory of many businesses: what every store of it must do, and how its changes are
/// judged.
@NullMarked
package app.kolan.server.directory;

import org.jspecify.annotations.NullMarked;
