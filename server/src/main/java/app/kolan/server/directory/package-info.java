/// The directory of many businesses: their numbers and accounts, the versions of their settings,
/// and how both change. `business` is what a call needs of one business; this is where it comes
/// from.
@NullMarked
package app.kolan.server.directory;

import org.jspecify.annotations.NullMarked;
