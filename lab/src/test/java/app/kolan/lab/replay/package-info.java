@NullMarked
package app.kolan.lab.replay;

import org.jspecify.annotations.NullMarked;
