# Every folder of code, from the ground up.
boai_library(base PACKAGES libcrypto libsodium)
