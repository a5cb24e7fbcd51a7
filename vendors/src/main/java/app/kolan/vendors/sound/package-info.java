/// Sounds that stand-ins of vendors know by heart.
@NullMarked
package app.kolan.vendors.sound;

import org.jspecify.annotations.NullMarked;
