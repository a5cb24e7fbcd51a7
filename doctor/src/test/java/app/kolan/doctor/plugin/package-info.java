@NullMarked
package app.kolan.doctor.plugin;

import org.jspecify.annotations.NullMarked;
