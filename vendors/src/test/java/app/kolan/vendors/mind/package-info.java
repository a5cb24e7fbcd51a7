@NullMarked
package app.kolan.vendors.mind;

import org.jspecify.annotations.NullMarked;
