"""The encoder: a small language model that tells whether a stretch of mail asks for a job.

It knows nothing of messages and findings. It runs in a process of its own, which starts with the
first text that is judged and ends when it has had nothing to do. One way down:

    worker_client    asks the worker, starts it when needed, bounded in time
    reading          which windows ask, and by which sentence; pure
    windows          the stretches that are read
    worker           the process: texts in, logits out              (network)
      network        the trained models; onnxruntime lives only here
      wording        the smaller of them, linear in runs of words
"""
