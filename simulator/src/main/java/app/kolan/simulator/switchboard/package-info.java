/// The carrier under the control of a program in any language: calls ordered and reported over
/// HTTP.
@NullMarked
package app.kolan.simulator.switchboard;

import org.jspecify.annotations.NullMarked;
