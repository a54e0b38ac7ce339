"""Drawing marks on the GPU, by Qt's rendering hardware interface (QRhi)."""
