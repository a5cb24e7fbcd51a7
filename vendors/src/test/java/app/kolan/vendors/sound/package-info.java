/// Clips found again in what was heard.
@NullMarked
package app.kolan.vendors.sound;

import org.jspecify.annotations.NullMarked;
