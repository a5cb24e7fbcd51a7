/// Silero's voice detector, a small neural network that ONNX Runtime computes.
@NullMarked
package app.kolan.silero;

import org.jspecify.annotations.NullMarked;
