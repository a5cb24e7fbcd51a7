/// The ways in which a phone network fails, each a value that is written as one line.
@NullMarked
package app.kolan.simulator.fault;

import org.jspecify.annotations.NullMarked;
